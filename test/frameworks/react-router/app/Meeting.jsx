import { LiveboxConference } from 'livebox-conference/react';

export function Meeting({ name, grant, token, onLog }) {
  return (
    <LiveboxConference
      name={name}
      width="640"
      height="360"
      tokenEndpoint="/livebox/token"
      grant={grant}
      token={token}
      strings={{ label: (name) => `Room ${name}` }}
      onReady={(event) => onLog(`ready ${event.conference.name}`)}
      onError={(event) => onLog(`error ${event.error.code}`)}
    />
  );
}
