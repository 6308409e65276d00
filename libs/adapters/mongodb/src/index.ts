export { openMongoReadModel, type MongoReadModel } from './open-read-model';
