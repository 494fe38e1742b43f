import { onMount } from 'solid-js';

const strings = { label: (name) => `Room ${name}` };

export function Meeting(props) {
  // In the browser only, and once the tag has its properties.
  onMount(() => import('livebox-conference'));
  return (
    <livebox-conference
      name={props.name}
      width="640"
      height="360"
      token-endpoint="/livebox/token"
      prop:token={props.token}
      prop:strings={strings}
      on:livebox-ready={(event) => props.onLog(`ready ${event.conference.name}`)}
      on:livebox-error={(event) => props.onLog(`error ${event.error.code}`)}
    />
  );
}
