import { expect, test } from 'vitest'
import { createSseReader } from './sse-reader.ts'

const TEXT = ': open\n\nid: 1\ndata: {"a":1}\n\n: ping\n\nid: 2\r\ndata: x\r\ndata:y\r\n\r\n'

test('messages are read wherever the stream is cut', () => {
  for (let size = 1; size <= TEXT.length; size++) {
    const read = createSseReader()
    const messages: string[] = []
    for (let at = 0; at < TEXT.length; at += size) messages.push(...read(TEXT.slice(at, at + size)))
    expect(messages).toEqual(['{"a":1}', 'x\ny'])
  }
})

test('an unfinished message waits', () => {
  const read = createSseReader()
  expect(read('data: a\n')).toEqual([])
  expect(read('\n')).toEqual(['a'])
})
