import { type Fragment, identifier, param, sql } from './fragment.ts'

/** `persons` of a project's database, as dictGet wants it: a text. */
const dictionary = (database: string): Fragment => sql`'${identifier(database)}.persons'`

/** UInt64: who an event belongs to. The user if it has one, else the user its device is linked to, else the device. */
export const personKey = (database: string): Fragment =>
  sql`if(user != '', user_key, dictGetOrDefault(${dictionary(database)}, 'person_key', user_key, user_key))`

/** The same person by name: the user id, else the device; of several devices that nobody knows, the first. */
export const personId = (database: string): Fragment =>
  sql`if(user != '', user, dictGetOrDefault(${dictionary(database)}, 'id', user_key, device))`

/** UInt64, two of them: the person that a text names, as a user and as a device. */
export const keysOfPerson = (database: string, id: string): Fragment => {
  const device = sql`sipHash64(concat('d:', ${param('String', id)}))`
  return sql`sipHash64(concat('u:', ${param('String', id)})), dictGetOrDefault(${dictionary(database)}, 'person_key', ${device}, ${device})`
}
