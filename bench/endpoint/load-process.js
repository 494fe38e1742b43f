// Asks a server as fast as it answers: load-process.js PORT SECONDS TOKENS
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const [port, seconds, file] = process.argv.slice(2);
const tokens = readFileSync(file, 'utf8').split('\n');
let next = 0;
const result = await autocannon({
  url: `http://127.0.0.1:${port}/livebox/token`,
  connections: 32,
  duration: Number(seconds),
  // `livebox serve` answers so many on one connection, and autocannon does not read that it closes.
  reconnectRate: 1000,
  requests: [
    {
      method: 'POST',
      body: '{"name":"Board"}',
      setupRequest: (request) => {
        const token = tokens[next++ % tokens.length];
        return {
          ...request,
          headers: {
            Origin: 'https://site.example',
            'Content-Type': 'application/json',
            'Sec-Fetch-Site': 'same-origin',
            'Sec-Fetch-Mode': 'cors',
            Authorization: `Bearer ${token}`,
          },
        };
      },
    },
  ],
});
process.send({ failed: result.non2xx + result.errors });
process.disconnect();
