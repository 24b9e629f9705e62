import { type Fragment, literally } from '../sql/fragment.ts'

/** The statement of an answer as an analyst can paste it into any SQL tool. */
export const runnable = (statement: Fragment): string => `${literally(statement).trim()}\n`
