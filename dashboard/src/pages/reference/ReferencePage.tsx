import { useState } from 'react';
import { Empty, Loaded, Panel } from '../../parts/Panel';
import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';
import { EndpointView } from './EndpointView';
import { grouped, matching, type OpenApi } from './openapi';

/** Every endpoint of the HTTP interface, from the document the server writes about itself. */
export default function ReferencePage() {
  const { server } = useParts();
  const document = useResource('document', server.document);
  return (
    <div className="reference-page">
      <h1 className="unseen">API</h1>
      <Loaded resource={document} what="the document of the interface" lines={12}>
        {(loaded) => <Endpoints document={loaded} />}
      </Loaded>
    </div>
  );
}

function Endpoints({ document }: { document: OpenApi }) {
  const [text, setText] = useState('');
  const groups = grouped(document)
    .map(([tag, endpoints]) => ({ tag, endpoints: matching(endpoints, text) }))
    .filter(({ endpoints }) => endpoints.length > 0);
  return (
    <>
      <section className="panel reference-head">
        <p>{document.info.description}</p>
        <p className="hint">
          For programs: <a href="/v3/api-docs">/v3/api-docs</a>, OpenAPI 3.1. The command line finds its token in the file
          control of the data folder.
        </p>
        <label>
          Find <input type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
      </section>
      {groups.length === 0 && <Empty>No endpoint has these words.</Empty>}
      {groups.map(({ tag, endpoints }) => (
        <Panel key={tag} title={tag}>
          {endpoints.map((endpoint) => (
            <EndpointView key={`${endpoint.method} ${endpoint.path}`} endpoint={endpoint} document={document} />
          ))}
        </Panel>
      ))}
    </>
  );
}
