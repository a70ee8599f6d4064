package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;

/**
 * How many queues of a topic one broker has (protocol 3.4).
 *
 * @param perm permission bits: 4 read, 2 write, 1 inherit
 */
public record QueueRoute(
    String brokerName, int perm, int readQueueNums, int writeQueueNums, int topicSysFlag) {

  static QueueRoute read(JsonReader in) {
    String brokerName = "";
    int perm = 0;
    int readQueueNums = 0;
    int writeQueueNums = 0;
    int topicSysFlag = 0;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "brokerName" -> brokerName = in.textOrEmpty();
        case "perm" -> perm = in.int32();
        case "readQueueNums" -> readQueueNums = in.int32();
        case "writeQueueNums" -> writeQueueNums = in.int32();
        case "topicSysFlag" -> topicSysFlag = in.int32();
        default -> in.skip();
      }
    }
    return new QueueRoute(brokerName, perm, readQueueNums, writeQueueNums, topicSysFlag);
  }

  void write(JsonWriter out) {
    out.object()
        .member("brokerName", brokerName)
        .member("perm", perm)
        .member("readQueueNums", readQueueNums)
        .member("topicSysFlag", topicSysFlag)
        .member("writeQueueNums", writeQueueNums)
        .endObject();
  }
}
