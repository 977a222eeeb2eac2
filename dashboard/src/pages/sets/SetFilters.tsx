import { adjust } from '../../routes';

const LEVELS = ['base', 'main', 'real', 'exchange'];
const STATUSES = ['evaluating', 'active', 'paused', 'failed'];

interface SetFiltersProps {
  filter: { level: string | null; status: string | null; indication: string | null; direction: string | null };
}

/** What the table shows; kept in the address, so that it can be linked and gone back to. */
export function SetFilters({ filter }: SetFiltersProps) {
  const { level, status, indication, direction } = filter;
  return (
    <div className="set-filters">
      {indication !== null && (
        <button
          type="button"
          className="chip"
          title="Show the sets of all indications"
          onClick={() => adjust({ indication: null, direction: null })}
        >
          {indication} {direction ?? ''} <span aria-hidden="true">×</span>
        </button>
      )}
      <Choice name="level" all="every level" values={LEVELS} value={level} />
      <Choice name="status" all="every status" values={STATUSES} value={status} />
      {indication === null && <Choice name="direction" all="long and short" values={['long', 'short']} value={direction} />}
    </div>
  );
}

interface ChoiceProps {
  name: string;
  all: string;
  values: string[];
  value: string | null;
}

function Choice({ name, all, values, value }: ChoiceProps) {
  return (
    <select
      aria-label={`Only this ${name}`}
      value={value ?? ''}
      onChange={(event) => adjust({ [name]: event.target.value || null })}
    >
      <option value="">{all}</option>
      {values.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  );
}
