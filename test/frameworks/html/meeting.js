const conference = document.querySelector('livebox-conference');

conference.strings = { label: (name) => `Room ${name}` };
conference.addEventListener('livebox-ready', (event) => {
  addEntry(`ready ${event.conference.name}`);
});
conference.addEventListener('livebox-error', (event) => {
  addEntry(`error ${event.error.code}`);
});

function addEntry(text) {
  const entry = document.createElement('li');
  entry.textContent = text;
  document.querySelector('ol').append(entry);
}
