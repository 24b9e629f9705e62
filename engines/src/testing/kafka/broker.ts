import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { deleteTopic } from './delete-topic.ts'
import { kafkaJars, run } from './jars.ts'

const HOST = '127.0.0.1'
/** Any 16 bytes in base64url. */
const CLUSTER_ID = 'Dw8JwcIgS6G06J85V2oFZQ'
const READY_MS = 60_000
const STOP_MS = 30_000

const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

export type KafkaCluster = {
  brokers: string[]
  pid: (broker: number) => number
  /** SIGKILL to one broker, counted from 1. */
  kill: (broker: number) => Promise<void>
  start: (broker: number) => Promise<void>
  /** Resolves once nobody knows the topic any more. */
  deleteTopic: (topic: string) => Promise<void>
  stop: () => Promise<void>
}

/** How many live brokers the broker at `port` knows; 0 when it does not answer. A metadata request by hand. */
const brokersSeen = (port: number): Promise<number> =>
  new Promise(resolve => {
    let answer = Buffer.alloc(0)
    const socket = connect(port, HOST)
    socket.setTimeout(2000, () => socket.destroy())
    socket.on('error', () => {}).on('close', () => resolve(0))
    socket.on('connect', () => socket.write(Buffer.from('0000000e00030001000000010000' + '00000000', 'hex')))
    socket.on('data', data => {
      answer = Buffer.concat([answer, data])
      if (answer.length < 12 || answer.length < 4 + answer.readInt32BE(0)) return
      resolve(answer.readInt32BE(8))
      socket.destroy()
    })
  })

const properties = (id: number, ids: number[], at: { dir: string; port: number }): string => {
  const replicas = Math.min(3, ids.length)
  const inSync = Math.max(1, replicas - 1)
  const controller = (i: number) => at.port + ids.length + i - 1
  const settings: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': ids.map(i => `${i}@${HOST}:${controller(i)}`).join(','),
    listeners: `PLAINTEXT://${HOST}:${at.port + id - 1},CONTROLLER://${HOST}:${controller(id)}`,
    'advertised.listeners': `PLAINTEXT://${HOST}:${at.port + id - 1}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(at.dir, 'data'),
    'auto.create.topics.enable': false,
    'unclean.leader.election.enable': false,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
  }
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')
}

/**
 * Starts a real Apache Kafka (KRaft) from Maven's jars: broker i serves clients on port + i − 1, controllers use the
 * ports after those. What it prints goes to `server.log` in each broker's folder. Ends with this process.
 */
export const startKafka = async (at: { dir: string; port: number; brokers?: number }): Promise<KafkaCluster> => {
  const jars = await kafkaJars()
  const archive = `${jars}.jsa`
  const ids = Array.from({ length: at.brokers ?? 1 }, (_, i) => i + 1)
  const children = new Map<number, { child: ChildProcess; gone: Promise<void> }>()
  const home = (i: number) => join(at.dir, `broker-${i}`)
  const classpath = readdirSync(jars)
    .filter(file => file.endsWith('.jar'))
    .sort()
    .map(file => join(jars, file))
    .join(':')
  const jvm = (...extra: string[]) => [
    ...['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:+ExitOnOutOfMemoryError', '-Xshare:auto'],
    ...['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', ...extra, '-cp', classpath],
  ]
  const quiet = ['-Xlog:cds=off', '-Xlog:cds+dynamic=off']
  const shared = () => (existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`, ...quiet] : [])

  const format = async (i: number): Promise<void> => {
    mkdirSync(home(i), { recursive: true })
    const config = join(home(i), 'server.properties')
    writeFileSync(config, properties(i, ids, { dir: home(i), port: at.port }))
    const tool = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', CLUSTER_ID, '-c', config]
    await run('java', [...jvm(...shared()), ...tool])
  }
  const launch = (i: number, extra = shared()): void => {
    const log = openSync(join(home(i), 'server.log'), 'a')
    const args = [...jvm(...extra), 'kafka.Kafka', join(home(i), 'server.properties')]
    const child = spawn('java', args, { stdio: ['ignore', log, log] })
    closeSync(log)
    alive.add(child)
    const gone = new Promise<void>(resolve => {
      child.once('close', () => {
        alive.delete(child)
        resolve()
      })
    })
    children.set(i, { child, gone })
  }
  const running = (i: number): boolean => alive.has(children.get(i)?.child as ChildProcess)
  const ready = async (i: number): Promise<void> => {
    const end = Date.now() + READY_MS
    while ((await brokersSeen(at.port + i - 1)) < ids.filter(running).length) {
      const tail = () => readFileSync(join(home(i), 'server.log'), 'utf8').slice(-4000)
      if (!running(i)) throw new Error(`broker ${i} exited before it was ready\n${tail()}`)
      if (Date.now() > end) throw new Error(`broker ${i} not ready in ${READY_MS} ms\n${tail()}`)
      await sleep(25)
    }
  }
  const end = async (i: number, signal: NodeJS.Signals): Promise<void> => {
    const entry = children.get(i)
    if (!entry || !running(i)) return
    entry.child.kill(signal)
    const late = setTimeout(() => entry.child.kill('SIGKILL'), STOP_MS)
    await entry.gone
    clearTimeout(late)
  }
  const stop = async () => void (await Promise.all(ids.map(i => end(i, 'SIGTERM'))))

  await Promise.all(ids.map(format))
  if (ids.length === 1 && !existsSync(archive)) {
    // Once per machine: an archive of loaded classes saves a third or more of every later start.
    const made = `${archive}.${process.pid}`
    launch(1, [`-XX:ArchiveClassesAtExit=${made}`, ...quiet])
    await ready(1)
    await stop()
    if (existsSync(made)) renameSync(made, archive)
  }
  for (const i of ids) launch(i)
  try {
    await Promise.all(ids.map(ready))
  } catch (error) {
    await Promise.all(ids.map(i => end(i, 'SIGKILL')))
    throw error
  }
  const brokers = ids.map(i => `${HOST}:${at.port + i - 1}`)
  return {
    brokers,
    pid: broker => children.get(broker)?.child.pid as number,
    kill: broker => end(broker, 'SIGKILL'),
    start: async broker => {
      launch(broker)
      await ready(broker)
    },
    deleteTopic: topic => deleteTopic(brokers, topic),
    stop,
  }
}
