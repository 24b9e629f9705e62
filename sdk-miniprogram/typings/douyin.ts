import { createTtHost } from '../src/hosts/tt.ts'

// Compiles only as long as Douyin's published typings have what the adapter asks of them.
createTtHost(tt)
