import type postgres from "postgres";

type Work = (tx: postgres.Sql) => unknown;
type Open = (...args: unknown[]) => Promise<unknown>;
/** One transaction; `lost` is set once its promise is rejected, be it that the connection went away. */
type Session = { lost?: unknown };

/**
 * A client whose transactions end with their connection. postgres.js rejects the transaction then, but lets the work
 * in it go on: its next statements, and the closing COMMIT or ROLLBACK, would run on the session that takes the lost
 * one's place, outside of any transaction or inside of somebody else's.
 */
export function guarding<T extends postgres.Sql>(client: T): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      const value = Reflect.get(target, key, receiver) as unknown;
      return key === "begin" ? beginning(target, value as Open) : value;
    },
  });
}

function beginning(target: object, begin: Open): Open {
  return (...args) => {
    const work = args.pop() as Work;
    const session: Session = {};
    const done = begin.call(target, ...args, (tx: postgres.Sql) => perform(work, tx, session));
    done.catch((error: unknown) => {
      session.lost = error;
    });
    return done;
  };
}

/** Does the work, and never comes back once the connection is lost: whatever is returned to, is closed by COMMIT. */
async function perform(work: Work, tx: postgres.Sql, session: Session): Promise<unknown> {
  try {
    const result = work(within(tx, session));
    const settled = await (Array.isArray(result) ? Promise.all(result) : result);
    return session.lost === undefined ? settled : await never();
  } catch (error) {
    // A statement that was under way fails a moment before the transaction does.
    await new Promise(setImmediate);
    if (session.lost === undefined) throw error;
    return await never();
  }
}

function within(tx: postgres.Sql, session: Session): postgres.Sql {
  const refuse = () => {
    if (session.lost !== undefined) throw session.lost;
  };
  return new Proxy(tx, {
    apply(target, self, args) {
      refuse();
      return Reflect.apply(target, self, args);
    },
    get(target, key, receiver) {
      const value = Reflect.get(target, key, receiver) as unknown;
      if (key === "unsafe") {
        return (...args: unknown[]) => {
          refuse();
          return Reflect.apply(value as Open, target, args);
        };
      }
      if (key !== "savepoint") return value;
      return (...args: unknown[]) => {
        refuse();
        const work = args.pop() as Work;
        const inner = (point: postgres.Sql) => perform(work, point, session);
        return Reflect.apply(value as Open, target, [...args, inner]);
      };
    },
  });
}

const never = (): Promise<never> => new Promise(() => {});
