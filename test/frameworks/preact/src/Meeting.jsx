import 'livebox-conference';

export function Meeting({ name, onLog }) {
  return (
    <livebox-conference
      name={name}
      width="640"
      height="360"
      token-endpoint="/livebox/token"
      strings={{ label: (name) => `Room ${name}` }}
      onlivebox-ready={(event) => onLog(`ready ${event.conference.name}`)}
      onlivebox-error={(event) => onLog(`error ${event.error.code}`)}
    />
  );
}
