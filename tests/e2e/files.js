// Files for the tests: on the disk, dragged as a browser drags, heard as a screen reader hears.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

/** Files in a folder of their own, by their paths in it; a path with `/` at its end is a folder. */
export class OnDisk {
  constructor(files) {
    this.folder = mkdtempSync(join(tmpdir(), "open-ticket-files-"));
    for (const [path, bytes] of Object.entries(files)) {
      const place = join(this.folder, path);
      mkdirSync(path.endsWith("/") ? place : dirname(place), { recursive: true });
      if (!path.endsWith("/")) writeFileSync(place, bytes);
    }
  }

  /** The whole path of one of them. */
  at(path) {
    return join(this.folder, path);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A hand that drags files from outside over the page, by the browser's own protocol. */
export class Drag {
  #session;
  #data;

  static async of(page, ...files) {
    const drag = new Drag();
    drag.#session = await page.context().newCDPSession(page);
    drag.#data = { items: [], files, dragOperationsMask: 1 };
    return drag;
  }

  /** Brings them over the middle of something, or over a point beside everything. */
  async over(target) {
    this.at = await middle(target);
    for (const type of ["dragEnter", "dragOver"]) await this.#send(type);
  }

  /** Lets them go where they are. */
  async drop() {
    await this.#send("drop");
  }

  #send(type) {
    return this.#session.send("Input.dispatchDragEvent", { type, ...this.at, data: this.#data });
  }
}

async function middle(target) {
  if (!("boundingBox" in target)) return target;
  await target.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await target.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

/** Drags files over something and lets them go there. */
export async function drop(page, target, ...files) {
  const drag = await Drag.of(page, ...files);
  await drag.over(target);
  await drag.drop();
}

/** A picture of so many pixels: noise, so that it is as large as it looks. */
export function png(width, height, colour = 0) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let place = 0, n = 1 + colour; place < rows.length; place += 1) {
    n = (Math.imul(n, 1_103_515_245) + 12_345) & 0x7fffffff;
    rows[place] = place % (width * 3 + 1) === 0 ? 0 : n >> 16;
  }
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    chunk("IHDR", size),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...parts]);
}

function chunk(kind, bytes) {
  const body = Buffer.concat([Buffer.from(kind), bytes]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(bytes.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A clock that the test moves. Playwright's numbers of timers are larger than a browser's ever are,
 * larger than 32 bits. */
export async function stoppedClock(page) {
  await page.clock.install();
  await page.addInitScript(() => {
    const { setTimeout, clearTimeout } = window;
    const numbers = [];
    window.setTimeout = (...wanted) => numbers.push(setTimeout(...wanted));
    window.clearTimeout = (number) => clearTimeout(numbers[number - 1]);
  });
}
