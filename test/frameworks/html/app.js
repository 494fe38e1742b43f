const conference = document.querySelector('livebox-conference');

document.querySelector('input').addEventListener('input', (event) => {
  conference.name = event.target.value;
});
document.querySelector('button').addEventListener('click', () => {
  if (conference.isConnected) conference.remove();
  else document.querySelector('main').append(conference);
});
