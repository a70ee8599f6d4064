package io.skua.cli;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.net.Address;
import io.skua.remoting.RPCHook;
import io.skua.remoting.exception.RemotingException;
import io.skua.runtime.Platform;
import io.skua.runtime.SystemPlatform;
import io.skua.server.SkuaServer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The first program that everybody writes, with the proof that it worked. */
@Command(
    name = "quickstart",
    description = "Send messages to TopicTest and read them all back.",
    footerHeading =
        "%nWithout --namesrv it starts a server of its own, in a temporary directory.%n",
    sortOptions = false)
final class QuickstartCommand implements Callable<Integer> {
  private static final String GROUP = "please_rename_unique_group_name";
  private static final String TOPIC = "TopicTest";
  private static final String TAG = "TagA";
  private static final int MOST = 100_000;

  // By convention, a process that Ctrl-C has ended says so.
  private static final int INTERRUPTED = 130;

  // Set by picocli.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--namesrv",
      paramLabel = "A[;B...]",
      hideParamSyntax = true,
      split = "[;,]",
      converter = AddressConverter.class,
      description = "Name servers of the cluster to use instead, host:port each.")
  private List<Address> nameServers = List.of();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many messages, 1 to 100000. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Mixin private final ClientOptions client = new ClientOptions();

  private final Platform platform = SystemPlatform.INSTANCE;

  @Override
  public Integer call() throws Exception {
    if (count < 1 || count > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--count must be between 1 and " + MOST + ", not " + count);
    }
    long begin = platform.clock().nanos();
    if (!nameServers.isEmpty()) {
      return run(AddressConverter.join(nameServers), begin);
    }
    try (SkuaServer server = SkuaServer.builder().port(0).temporary().build()) {
      return serveAndRun(server, begin);
    }
  }

  private int serveAndRun(SkuaServer server, long begin) throws Exception {
    try (StopHook hook = new StopHook(() -> stop(server))) {
      try {
        server.start();
        return run(server.address().toString(), begin);
      } catch (Exception e) {
        if (hook.stopping()) {
          return INTERRUPTED;
        }
        throw e;
      }
    }
  }

  // Without this, Ctrl-C would leave the temporary directory behind.
  private static int stop(SkuaServer server) {
    server.close();
    return INTERRUPTED;
  }

  private int run(String addresses, long begin) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    RPCHook hook = client.hook();
    try (DefaultMQProducer producer = new DefaultMQProducer(GROUP, hook)) {
      producer.setNamesrvAddr(addresses);
      if (!nameServers.isEmpty()) {
        client.secure(producer);
      }
      producer.start();
      ClientRegistry.Lease lease = ClientRegistry.shared().lease(Settings.of(producer, hook));
      try {
        ReadBack readBack = new ReadBack(lease.instance(), platform);
        long started = platform.clock().nanos();
        if (!send(producer, readBack, out)) {
          return 1;
        }
        long sent = platform.clock().nanos();
        int found = readBack.read(QuickstartCommand::body);
        long read = platform.clock().nanos();
        out.printf(
            Locale.ROOT,
            "%d sent, %d read back, each once. Start %.3f s, send %.3f s, read %.3f s.%n",
            count,
            found,
            seconds(started - begin),
            seconds(sent - started),
            seconds(read - sent));
        return out.checkError() ? 1 : 0;
      } finally {
        lease.release();
      }
    }
  }

  /** Sends all; returns false when nobody reads the output any more. */
  private boolean send(DefaultMQProducer producer, ReadBack readBack, PrintWriter out)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    for (int i = 0; i < count; i++) {
      SendResult result = producer.send(new Message(TOPIC, TAG, body(i)));
      readBack.expect(result.getMessageQueue(), result.getQueueOffset(), result.getMsgId(), i);
      out.println(result);
      if (out.checkError()) {
        return false;
      }
    }
    return true;
  }

  private static byte[] body(int number) {
    return ("Hello RocketMQ " + number).getBytes(StandardCharsets.UTF_8);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
