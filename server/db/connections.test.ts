import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { describeOnBothDatabases, describeOnServer } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";

describeOnServer("a connection that breaks", (database) => {
  it("fails the transaction that it carries, and nothing else", async () => {
    const { db, plainPool } = database();
    const broken = db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await plainPool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await eventually("the end of the connection", async () => {
        const { rowCount } = await plainPool.query("select from pg_stat_activity where pid = $1", [rows[0]?.pid]);
        return rowCount === 0;
      });
      await sql`select 1`.execute(tx);
    });
    await expect(broken).rejects.toThrow();
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });
});

describeOnBothDatabases("many connections", (database) => {
  beforeAll(async () => {
    await database().plainPool.query("create table mark (name text primary key)");
  });
  const marks = async () => {
    const { rows } = await database().plainPool.query<{ name: string }>("select name from mark order by name");
    return rows.map(({ name }) => name);
  };

  it("gives each query its own answer, also when others fail between", async () => {
    const { db, plainPool } = database();
    const asked = Array.from({ length: 300 }, async (_, place) => {
      if (place % 5 === 0) {
        await expect(plainPool.query("select 1 / $1::int", [0])).rejects.toThrow("division by zero");
        return place;
      }
      if (place % 5 === 1) {
        await expect(sql`select * from there_is_none where a = ${place}`.execute(db)).rejects.toThrow("does not exist");
        return place;
      }
      if (place % 5 === 2) {
        const { rows } = await plainPool.query("select $1::int + $2::int as sum", [place, place]);
        return rows[0].sum / 2;
      }
      const { rows } = await sql<{ place: number }>`select ${place}::int as place from pg_class limit 1`.execute(db);
      return rows[0]?.place;
    });
    expect(await Promise.all(asked)).toEqual(asked.map((_, place) => place));
  });

  it("keeps transactions apart from each other and from single queries", async () => {
    const { db, plainPool } = database();
    const counted = Array.from({ length: 30 }, (_, place) =>
      db.transaction().execute(async (tx) => {
        await sql`insert into mark values (${`t${place}`})`.execute(tx);
        await sql`select count(*) from mark where name = ${`t${place}`}`.execute(tx);
        if (place % 2 === 0) throw new Error("rolled back on purpose");
      }),
    );
    const singles = Array.from({ length: 30 }, () => plainPool.query("select count(*) from mark"));
    const outcomes = await Promise.allSettled(counted);
    await Promise.all(singles);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(15);
    expect(await marks()).toHaveLength(15);
    await plainPool.query("delete from mark");
  });

  it("rolls back what a lost connection left open, and goes on with the others", async () => {
    const { connect } = database();
    const lost = connect();
    lost.on("error", () => undefined);
    await lost.connect();
    await lost.query("begin");
    await lost.query("insert into mark values ('lost')");
    const other = database().plainPool.query("insert into mark values ('kept')");
    lost.connection.stream.destroy();
    await other;
    expect(await marks()).toEqual(["kept"]);
  });

  it("carries large values whole", async () => {
    const large = "x€".repeat(1_500_000);
    const { rows } = await database().plainPool.query("select $1::text as text", [large]);
    expect(rows[0].text === large).toBe(true);
  });
});
