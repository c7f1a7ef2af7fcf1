import { randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Bytes that lie on the disk until nobody holds the object any more. */
export type SpillFile = {
  write(bytes: Buffer, at: number): void;
  read(into: Buffer, at: number): void;
};

const forgotten = new FinalizationRegistry((file: { fd: number; path: string | null }) => {
  closeSync(file.fd);
  if (file.path !== null) remove(file.path);
});

function remove(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

function whole(bytes: Buffer, step: (from: number) => number): void {
  for (let done = 0; done < bytes.length; ) {
    const more = step(done);
    if (more === 0) throw new Error("the temporary file is shorter than what was written to it");
    done += more;
  }
}

/**
 * A file of the system's folder for temporary ones, for this process alone: its name is taken away at once where the
 * system allows that, so that a crash leaves nothing. Null where none can be written.
 */
export function spillFile(): SpillFile | null {
  try {
    const path = join(tmpdir(), `gonghai-${randomUUID()}`);
    const fd = openSync(path, "wx+", 0o600);
    const file: SpillFile = {
      write: (bytes, at) =>
        whole(bytes, (from) => writeSync(fd, bytes, from, bytes.length - from, at + from)),
      read: (into, at) => whole(into, (from) => readSync(fd, into, from, into.length - from, at + from)),
    };
    forgotten.register(file, { fd, path: remove(path) ? null : path });
    return file;
  } catch {
    return null;
  }
}
