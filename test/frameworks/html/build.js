// There is nothing to build: the page and the package's files for script tags, side by side.
const { cpSync } = require('node:fs');

cpSync('index.html', 'dist/index.html');
cpSync('app.js', 'dist/app.js');
cpSync('meeting.js', 'dist/meeting.js');
cpSync('node_modules/livebox-conference/dist/cdn', 'dist/livebox', { recursive: true });
