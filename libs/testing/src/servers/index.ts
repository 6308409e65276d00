export { freePort, isFree } from './free-port';
export { startKafka } from './kafka/kafka';
export { kafkaAnswers } from './kafka/kafka-answers';
export { startMongo } from './mongo/mongo';
export { FIRST_START_MS, MongoOfSpec } from './mongo/mongo-of-spec';
export { mongoAnswers } from './mongo/mongo-answers';
export type { RunningServer, ServerOptions } from './running-server';
