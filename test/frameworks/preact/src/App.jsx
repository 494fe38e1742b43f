import { useState } from 'preact/hooks';
import { Meeting } from './Meeting.jsx';

export function App() {
  const [isShown, setShown] = useState(true);
  const [name, setName] = useState('Conference-1');
  const [log, setLog] = useState([]);
  return (
    <>
      <button onClick={() => setShown(!isShown)}>Toggle</button>
      <label>
        Conference <input value={name} onInput={(event) => setName(event.target.value)} />
      </label>
      {isShown && <Meeting name={name} onLog={(entry) => setLog((log) => [...log, entry])} />}
      <ol>
        {log.map((entry, index) => (
          <li key={index}>{entry}</li>
        ))}
      </ol>
    </>
  );
}
