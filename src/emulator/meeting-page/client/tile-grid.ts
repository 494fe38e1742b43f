/** The shape that a picture has at best. */
const SHAPE = 16 / 10;

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
    Math.min(width / columns, (height / Math.ceil(count / columns)) * SHAPE);
  const columns = choices.reduce((best, choice) => (size(choice) > size(best) ? choice : best), 1);
  const inLastRow = count % columns || columns;
  const firstOfLastRow = count - inLastRow;
  const spans = choices.map((_, index) =>
    index === firstOfLastRow ? String(columns - inLastRow + 1) : 'auto',
  );
  return { columns, spans };
}
