import { brotliCompressSync, constants } from 'node:zlib';
import { type Build, buildElement, buildPeers, OURS, TROUBLE } from './builds.js';
import { WHEREBY } from './peers.js';
import { printTable, ratio, type Row } from './table.js';

/** Prints how many bytes a page loads first for each embed. */
export async function measureSizes(): Promise<void> {
  const element = buildElement();
  const { trouble } = element;
  const later = { name: `${TROUBLE} (only on trouble, a wait or a press)`, code: trouble };
  const peers = await buildPeers();
  const whereby = brotliSize(peers.find(({ name }) => name === WHEREBY)?.code ?? '');
  const row = ({ name, code }: Build): Row => [
    name,
    Buffer.byteLength(code).toLocaleString('en'),
    brotliSize(code).toLocaleString('en'),
    ratio(brotliSize(code), whereby),
  ];
  const both = brotliSize(element.code) + brotliSize(trouble);
  const sum = [`${OURS}, both files`, '', both.toLocaleString('en'), ratio(both, whereby)];
  const bySize = [...peers].sort((a, b) => brotliSize(a.code) - brotliSize(b.code));
  printTable(
    'Bytes of the drop-in script',
    ['script', 'minified', 'brotli 11', '÷ Whereby'],
    [
      row({ ...element, name: `${OURS}.js (all of a visit that goes well)` }),
      row(later),
      sum,
    ].concat(bySize.map(row)),
  );
}

function brotliSize(code: string): number {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(code),
  };
  return brotliCompressSync(code, { params }).length;
}
