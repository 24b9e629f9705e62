export { type KafkaCluster, startKafka } from './kafka/broker.ts'
export { freePorts } from './kafka/free-ports.ts'
export { kafkaForTests, type TestKafka } from './kafka/kafka-for-tests.ts'
