import { maidianInShops } from './maidian-in-shops.ts'
import { sensorsInShops } from './sensors-in-shops.ts'
import { testShops } from './shops.ts'

testShops(sensorsInShops)
testShops(maidianInShops)
