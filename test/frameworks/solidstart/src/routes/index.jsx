import { createSignal, For, Show } from 'solid-js';
import { Meeting } from '../Meeting.jsx';

const getToken = async () => 'token-of-the-visitor';

export default function App() {
  const [isShown, setShown] = createSignal(true);
  const [name, setName] = createSignal('Conference-1');
  const [log, setLog] = createSignal([]);
  return (
    <>
      <button onClick={() => setShown(!isShown())}>Toggle</button>
      <label>
        Conference <input value={name()} onInput={(event) => setName(event.target.value)} />
      </label>
      <Show when={isShown()}>
        <Meeting name={name()} token={getToken} onLog={(entry) => setLog([...log(), entry])} />
      </Show>
      <ol>
        <For each={log()}>{(entry) => <li>{entry}</li>}</For>
      </ol>
    </>
  );
}
