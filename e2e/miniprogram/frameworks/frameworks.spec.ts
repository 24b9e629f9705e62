import { sensorsInShops } from './sensors-in-shops.ts'
import { testShops } from './shops.ts'

testShops(sensorsInShops)
