// Files on disk, in a temporary folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export class TemporaryFiles {
  /**
   * Creates the files.
   *
   * @param {Record<string, string | Uint8Array>} files contents by path. A path ending in `/` is a folder.
   */
  constructor(files) {
    this.folder = mkdtempSync(join(tmpdir(), "open-ticket-files-"));
    for (const [path, contents] of Object.entries(files)) {
      const target = join(this.folder, path);
      mkdirSync(path.endsWith("/") ? target : dirname(target), { recursive: true });
      if (!path.endsWith("/")) writeFileSync(target, contents);
    }
  }

  /** Returns the absolute path of a file. */
  path(name) {
    return join(this.folder, name);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
