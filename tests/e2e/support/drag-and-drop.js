// Drags of files from outside the browser, through the DevTools protocol.

/** A drag of files in progress. */
export class FileDrag {
  #session;
  #data;
  #position;

  /** Starts a drag of these files. No event is dispatched before `moveOver`. */
  static async start(page, ...paths) {
    const drag = new FileDrag();
    drag.#session = await page.context().newCDPSession(page);
    drag.#data = { items: [], files: paths, dragOperationsMask: 1 };
    return drag;
  }

  /** Moves the files over the center of an element, or over a point of the viewport. */
  async moveOver(target) {
    this.#position = await center(target);
    for (const type of ["dragEnter", "dragOver"]) await this.#dispatch(type);
  }

  /** Drops the files at the current position. */
  async drop() {
    await this.#dispatch("drop");
  }

  #dispatch(type) {
    const event = { type, ...this.#position, data: this.#data };
    return this.#session.send("Input.dispatchDragEvent", event);
  }
}

async function center(target) {
  if (!("boundingBox" in target)) return target;
  await target.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await target.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

/** Drags files over an element and drops them there. */
export async function dropFiles(page, target, ...paths) {
  const drag = await FileDrag.start(page, ...paths);
  await drag.moveOver(target);
  await drag.drop();
}
