import { expect, test } from 'vitest'
import { ApiError, apiErrorOf } from './api-error.ts'
import { errorAt } from './error-at.ts'

const refused = (path: string, detail: string) =>
  new ApiError({ status: 400, code: 'question.invalid', message: `not of the contract: ${path}: ${detail}`, path })

test('an error belongs to the field that holds its path', () => {
  const error = refused('steps[1].where.price.gt', 'not a number')
  expect(errorAt(error, 'steps[1].where')).toBe('not a number')
  expect(errorAt(error, 'steps[1]')).toBe('not a number')
  expect(errorAt(error, 'steps[11]')).toBeUndefined()
  expect(errorAt(error, 'where')).toBeUndefined()
  expect(errorAt(refused('windows', 'unknown'), 'window')).toBeUndefined()
  expect(errorAt(new Error('window'), 'window')).toBeUndefined()
})

test('the error of an answer is read; an answer that is none of ours keeps its status', async () => {
  const body = { error: { code: 'question.not_built', message: 'trend', path: 'trend' } }
  expect(await apiErrorOf(Response.json(body, { status: 501 }))).toMatchObject({ ...body.error, status: 501 })
  const other = await apiErrorOf(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }))
  expect(other).toMatchObject({ status: 502, code: 'http', message: '502 Bad Gateway', path: '' })
})
