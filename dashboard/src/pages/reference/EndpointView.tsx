import { useState } from 'react';
import { curl, recordsOf, typeText, type Endpoint, type OpenApi, type Schema } from './openapi';

interface EndpointViewProps {
  endpoint: Endpoint;
  document: OpenApi;
}

/** One endpoint: a line that opens into what it takes and what it answers. */
export function EndpointView({ endpoint, document }: EndpointViewProps) {
  const [open, setOpen] = useState(false);
  const { method, path, operation } = endpoint;
  return (
    <details className="endpoint" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={`tag method-${method.toLowerCase()}`}>{method}</span> <code>{path}</code>{' '}
        <span className="hint">
          {operation.summary} ({operation['x-least-role']})
        </span>
      </summary>
      {open && <Inside endpoint={endpoint} document={document} />}
    </details>
  );
}

function Inside({ endpoint, document }: EndpointViewProps) {
  const { operation } = endpoint;
  const answer = firstSchema(operation.responses['200']?.content);
  const body = firstSchema(operation.requestBody?.content);
  return (
    <div className="endpoint-inside">
      {operation.parameters !== undefined && (
        <Fields
          title="Parameters"
          fields={operation.parameters.map(({ name, required, schema, in: where }) => ({
            name,
            schema,
            note: where === 'path' ? 'in the path' : required ? 'needed' : defaultText(schema),
          }))}
        />
      )}
      {body !== null && <Fields title="Body" fields={fieldsOf(body)} />}
      {answer !== null && (
        <>
          <h3 className="sub">Answer</h3>
          <pre>{typeText(answer)}</pre>
          {recordsOf(answer, document).map(([name, record]) => (
            <Fields key={name} title={name} fields={fieldsOf(record)} />
          ))}
        </>
      )}
      <h3 className="sub">Problems</h3>
      <dl className="problems">
        {Object.entries(operation.responses)
          .filter(([status]) => status !== '200')
          .map(([status, { description }]) => (
            <div key={status}>
              <dt>{status}</dt>
              <dd>{description}</dd>
            </div>
          ))}
      </dl>
      <pre>{curl(endpoint, location.origin)}</pre>
    </div>
  );
}

interface Field {
  name: string;
  schema: Schema;
  note: string;
}

function Fields({ title, fields }: { title: string; fields: Field[] }) {
  return (
    <div className="scroll">
      <table className="dense">
        <caption>{title}</caption>
        <tbody>
          {fields.map(({ name, schema, note }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{typeText(schema)}</td>
              <td className="hint">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function fieldsOf(schema: Schema): Field[] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    schema: field,
    note: field.description ?? '',
  }));
}

function defaultText(schema: Schema): string {
  return schema.default === undefined ? '' : `${schema.default} if left out`;
}

function firstSchema(content: Record<string, { schema: Schema }> | undefined): Schema | null {
  return Object.values(content ?? {})[0]?.schema ?? null;
}
