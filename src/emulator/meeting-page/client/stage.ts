import { find } from './page-element.js';
import { chooseGrid } from './tile-grid.js';
import type { Tile } from './tile.js';

/** Where the pictures are, and how they share the room. */
export class Stage {
  readonly #element = find('tiles', HTMLElement);
  readonly #tiles = new Map<string, Tile>();

  constructor() {
    new ResizeObserver(() => this.#arrange()).observe(this.#element);
  }

  get(key: string): Tile | undefined {
    return this.#tiles.get(key);
  }

  all(): Tile[] {
    return [...this.#tiles.values()];
  }

  add(key: string, tile: Tile): void {
    this.remove(key);
    this.#tiles.set(key, tile);
    this.#element.append(tile.element);
    this.#arrange();
  }

  remove(key: string): void {
    this.#tiles.get(key)?.remove();
    if (this.#tiles.delete(key)) this.#arrange();
  }

  clear(): void {
    for (const key of [...this.#tiles.keys()]) this.remove(key);
  }

  #arrange(): void {
    const tiles = this.all();
    const screen = tiles.findLast((tile) => tile.kind === 'screen');
    const { clientWidth: width, clientHeight: height } = this.#element;
    const isWide = width > height * 1.1;
    this.#element.dataset['layout'] = screen
      ? `screen-${isWide ? 'wide' : 'tall'}`
      : tiles.length === 2
        ? 'duo'
        : 'grid';
    this.#element.style.setProperty('--rest', String(Math.max(1, tiles.length - 1)));
    const { columns, spans } = chooseGrid(tiles.length, width, height);
    this.#element.style.setProperty('--columns', String(columns * 2));
    tiles.forEach((tile, index) => {
      tile.element.dataset['featured'] = String(tile === screen);
      tile.element.style.setProperty('--start', spans[index] ?? 'auto');
    });
  }
}
