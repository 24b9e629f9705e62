/** Runs a command to its end; rejects with the tail of its output. */
export declare const run: (command: string, args: string[]) => Promise<void>
/** Why no broker can be started here, or null. */
export declare const missingTools: () => string | null
/** The folder of Kafka's jars, fetched from Maven Central once; safe when several processes race. */
export declare const kafkaJars: () => Promise<string>
