const conference = document.querySelector('livebox-conference');
const log = document.querySelector('ol');

conference.strings = { label: (name) => `Room ${name}` };
conference.addEventListener('livebox-ready', (event) => {
  addEntry(`ready ${event.conference.name}`);
});
conference.addEventListener('livebox-error', (event) => {
  addEntry(`error ${event.error.code}`);
});

document.querySelector('input').addEventListener('input', (event) => {
  conference.name = event.target.value;
});
document.querySelector('button').addEventListener('click', () => {
  if (conference.isConnected) conference.remove();
  else document.querySelector('main').append(conference);
});

function addEntry(text) {
  const entry = document.createElement('li');
  entry.textContent = text;
  log.append(entry);
}
