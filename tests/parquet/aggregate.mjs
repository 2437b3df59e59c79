// What an export of Parquet files adds up to, read by a reader that is not DuckDB.
//
//   node aggregate.mjs FOLDER TABLE=COLUMN:TYPE,COLUMN:TYPE... ...
//
// Prints a JSON object: by table the number of rows, and by column a number that any change of a value would change:
// bytes of texts, sums of numbers and of milliseconds, how many are true, lengths of lists.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const weights = {
  VARCHAR: (value) => BigInt(Buffer.byteLength(value)),
  BIGINT: (value) => BigInt(value),
  TIMESTAMPTZ: (value) => BigInt(value.getTime()),
  BOOLEAN: (value) => (value ? 1n : 0n),
  DOUBLE: () => 1n,
  LIST: (value) => BigInt(value.length),
}

function add(sums, row, columns) {
  sums.rows += 1n
  for (const [name, type] of columns) {
    const value = row[name]
    if (value !== null && value !== undefined) sums[name] += weights[type](value)
  }
}

async function sumsOf(folder, columns) {
  const sums = Object.fromEntries([['rows', 0n], ...columns.map(([name]) => [name, 0n])])
  for (const day of readdirSync(folder)) {
    const file = await asyncBufferFromFile(join(folder, day, 'data.parquet'))
    for (const row of await parquetReadObjects({ file, compressors })) add(sums, row, columns)
  }
  return sums
}

const [folder, ...tables] = process.argv.slice(2)
const all = {}
for (const table of tables) {
  const [name, columns] = table.split('=')
  all[name] = await sumsOf(join(folder, name), columns.split(',').map((column) => column.split(':')))
}
console.log(JSON.stringify(all, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
