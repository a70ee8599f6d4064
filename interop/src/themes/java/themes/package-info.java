/**
 * A program for each thing that people do with RocketMQ, written against Apache's API and nothing
 * else. They run unchanged over {@code rocketmq-client} and over the drop-in jar, at servers of
 * both kinds, and print the same.
 *
 * <p>Each takes the addresses of the name servers and the name of a topic, which must exist: {@code
 * java -cp ... themes.Quickstart 127.0.0.1:9876 Letters}. Each ends by itself; what it waits for in
 * vain is its exception.
 */
package themes;
