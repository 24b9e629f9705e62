import { wxLike } from '../src/hosts/wx-like.ts'

// Compiles only as long as WeChat's published typings have what the adapter asks of them.
wxLike('wx', wx)
