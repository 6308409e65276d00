import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtOnce, repository } from '../built-once';
import { runCommand } from '../run-command';
import { CLUSTER_ID, kafkaSettings, LOG_SETTINGS } from './kafka-settings';

const POM = path.join(repository, 'tools', 'infra', 'kafka', 'pom.xml');

export const JAVA = 'Java 17 or later (java)';

/** What every broker starts from: the jars, and a data folder that is formatted but empty. */
export interface KafkaFiles {
  readonly classpath: string;
  readonly formatted: string;
  readonly logSettings: string;
}

/** From Maven Central the first time, from `.nx/servers` after that. Formatting once saves each start a second Java. */
export async function kafkaFiles(): Promise<KafkaFiles> {
  const pom = readFileSync(POM, 'utf8');
  const version = /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([\d.]+)</.exec(pom)?.[1];
  const recipe = `${pom}${CLUSTER_ID}${LOG_SETTINGS}`;
  const folder = await builtOnce(`kafka-${version}`, recipe, fetchAndFormat);
  return filesIn(folder);
}

function filesIn(folder: string): KafkaFiles {
  return { classpath: path.join(folder, 'libs', '*'), formatted: path.join(folder, 'formatted'), logSettings: path.join(folder, 'log4j2.properties') };
}

async function fetchAndFormat(folder: string): Promise<void> {
  const libs = path.join(folder, 'libs');
  await runCommand('mvn', ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${libs}`], { needs: 'Maven 3 (mvn)' });
  const { classpath, formatted, logSettings } = filesIn(folder);
  writeFileSync(logSettings, LOG_SETTINGS);
  mkdirSync(formatted);
  const settings = path.join(folder, 'format.properties');
  writeFileSync(settings, kafkaSettings({ port: 9092, controllerPort: 9093, data: formatted }));
  const java = ['-cp', classpath, `-Dlog4j2.configurationFile=${logSettings}`, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', settings];
  await runCommand('java', java, { needs: JAVA });
}
