/** The part of an OpenAPI 3.1 document that CTS writes. */
export interface OpenApi {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  tags: string[];
  summary: string;
  'x-least-role': string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content: Record<string, { schema: Schema }> }>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Schema;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: string[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  description?: string;
  default?: string | number;
}

export interface Endpoint {
  method: string;
  path: string;
  operation: Operation;
}

/** The endpoints by their first word, in the order of the document. */
export function grouped(document: OpenApi): [tag: string, endpoints: Endpoint[]][] {
  const groups = new Map<string, Endpoint[]>();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags[0] ?? '';
      groups.set(tag, [...(groups.get(tag) ?? []), { method: method.toUpperCase(), path, operation }]);
    }
  }
  return [...groups].toSorted(([a], [b]) => a.localeCompare(b));
}

/** The endpoints in whose path or summary every word stands. */
export function matching(endpoints: Endpoint[], text: string): Endpoint[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return endpoints.filter(({ method, path, operation }) => {
    const said = `${method} ${path} ${operation.summary}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

/** A type in one line: `string | null`, `SetItem[]`, `long | short`. */
export function typeText(schema: Schema): string {
  if (schema.$ref !== undefined) return recordName(schema.$ref);
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(' | ');
  if (schema.items !== undefined) {
    const item = typeText(schema.items);
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  if (schema.additionalProperties !== undefined) return `{ …: ${typeText(schema.additionalProperties)} }`;
  if (schema.properties !== undefined) {
    return `{ ${Object.entries(schema.properties)
      .map(([name, field]) => `${name}: ${typeText(field)}`)
      .join(', ')} }`;
  }
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  return schema.format === 'decimal' ? 'decimal string' : (schema.type ?? 'any');
}

/** The records that a schema leads to, each once, the nearest first. */
export function recordsOf(schema: Schema, document: OpenApi): [name: string, schema: Schema][] {
  const found = new Map<string, Schema>();
  const waiting: Schema[] = [schema];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (next.$ref !== undefined) {
      const name = recordName(next.$ref);
      const record = document.components.schemas[name];
      if (record === undefined || found.has(name)) continue;
      found.set(name, record);
      waiting.push(record);
    }
    waiting.push(...(next.anyOf ?? []), ...Object.values(next.properties ?? {}));
    if (next.items !== undefined) waiting.push(next.items);
    if (next.additionalProperties !== undefined) waiting.push(next.additionalProperties);
  }
  return [...found];
}

function recordName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** How a shell asks; what must be filled in stands in capitals. */
export function curl({ method, path, operation }: Endpoint, origin: string): string {
  const needed = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query' && parameter.required);
  const query = needed.map((parameter) => `${parameter.name}=${parameter.name.toUpperCase()}`).join('&');
  const address = path.replace(/\{(\w+)}/g, (_, name: string) => name.toUpperCase()) + (query === '' ? '' : `?${query}`);
  const body = operation.requestBody === undefined ? '' : ` -H 'Content-Type: application/json' -d '{…}'`;
  const token = operation['x-least-role'] === 'anyone' ? '' : ` -H "Authorization: Bearer $TOKEN"`;
  return `curl${method === 'GET' ? '' : ` -X ${method}`}${token}${body} '${origin}${address}'`;
}
