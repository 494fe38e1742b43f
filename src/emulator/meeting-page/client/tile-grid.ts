/** Between these shapes a camera's picture fills a tile without losing much. */
const NARROWEST = 5 / 4;
const WIDEST = 16 / 9;

/** How tiles stand in rows. */
export interface TileGrid {
  columns: number;
  /**
   * For each tile, in half columns, where it starts: `auto`, or a number for the first tile
   * of a last row that is not full, which stands in the middle.
   */
  spans: string[];
}

/**
 * The number of columns with which tiles are largest.
 *
 * @param width of the room for them, in px
 * @param height of the room for them, in px
 */
export function chooseGrid(count: number, width: number, height: number): TileGrid {
  const choices = Array.from({ length: count }, (_, index) => index + 1);
  const size = (columns: number): number =>
    usefulArea(width / columns, height / Math.ceil(count / columns));
  const columns = choices.reduce((best, choice) => (size(choice) > size(best) ? choice : best), 1);
  const inLastRow = count % columns || columns;
  const firstOfLastRow = count - inLastRow;
  const spans = choices.map((_, index) =>
    index === firstOfLastRow ? String(columns - inLastRow + 1) : 'auto',
  );
  return { columns, spans };
}

function usefulArea(width: number, height: number): number {
  return Math.min(width, height * WIDEST) * Math.min(height, width / NARROWEST);
}
