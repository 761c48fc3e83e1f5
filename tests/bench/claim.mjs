// `cargo xtask bench claim`: 100,000 accounts of ten entries, each planned and claimed natively. One JSON line a subject: median
// microseconds an account. The accounts lie in memory; reading them is not measured.
//
//     cargo xtask bench claim [-- rounds]

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";

const ACCOUNTS = 100_000;

const rounds = Number(process.argv.slice(2).find((argument) => argument !== "--") ?? 5);
assert.ok(Number.isInteger(rounds) && rounds > 0, "usage: cargo xtask bench claim [-- rounds]");

const program = join(dirname(process.env.VOLDAAN_NATIVE_BENCH), "voldaan-bench-claim");
const { status, error } = spawnSync(program, [String(ACCOUNTS), String(rounds)], { stdio: ["ignore", "inherit", "inherit"] });
assert.equal(error, undefined);
process.exitCode = status ?? 1;
