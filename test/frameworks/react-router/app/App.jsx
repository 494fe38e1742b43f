import { useState } from 'react';
import { Meeting } from './Meeting.jsx';

const getToken = async () => 'token-of-the-visitor';

export function App({ grant }) {
  const [isShown, setShown] = useState(true);
  const [name, setName] = useState('Conference-1');
  const [log, setLog] = useState([]);
  return (
    <>
      <button onClick={() => setShown(!isShown)}>Toggle</button>
      <label>
        Conference <input value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      {isShown && (
        <Meeting
          name={name}
          grant={grant}
          token={getToken}
          onLog={(entry) => setLog((log) => [...log, entry])}
        />
      )}
      <ol>
        {log.map((entry, index) => (
          <li key={index}>{entry}</li>
        ))}
      </ol>
    </>
  );
}
