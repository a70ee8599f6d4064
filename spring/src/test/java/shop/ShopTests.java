package shop;

import static org.apache.rocketmq.spring.core.RocketMQLocalTransactionState.COMMIT;
import static org.apache.rocketmq.spring.core.RocketMQLocalTransactionState.ROLLBACK;
import static org.apache.rocketmq.spring.core.RocketMQLocalTransactionState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Eventually;
import interop.reader.Route;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.logging.org.slf4j.LoggerFactory;
import org.apache.rocketmq.spring.core.RocketMQLocalRequestCallback;
import org.apache.rocketmq.spring.core.RocketMQLocalTransactionState;
import org.apache.rocketmq.spring.core.RocketMQTemplate;
import org.apache.rocketmq.spring.support.RocketMQHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** What the shop does over the drop-in jar; the same on servers of either kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShopTests {
  /** For a loaded machine: what is awaited takes a few seconds at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final long MILLIS = PATIENCE.toMillis();
  private static final List<String> TOPICS =
      List.of(
          "orders",
          "parcels",
          "questions",
          "reminders",
          "shipments",
          "payments",
          "audits",
          "shop-traces");

  private ConfigurableApplicationContext shop;
  private RocketMQTemplate template;
  private Inbox inbox;

  /** Starts the servers; returns the address of the name server. */
  abstract String startServers(Path directory) throws IOException;

  abstract void stopServers();

  @BeforeAll
  void open(@TempDir Path directory) throws Exception {
    String nameServer = startServers(directory);
    createTopics(nameServer);
    shop = SpringApplication.run(ShopApplication.class, "--rocketmq.name-server=" + nameServer);
    template = shop.getBean("rocketMQTemplate", RocketMQTemplate.class);
    inbox = shop.getBean(Inbox.class);
  }

  private static void createTopics(String nameServer) throws Exception {
    DefaultMQProducer operator = new DefaultMQProducer("operators");
    operator.setNamesrvAddr(nameServer);
    operator.start();
    for (String topic : TOPICS) {
      operator.createTopic("TBW102", topic, 4, Map.of());
      Eventually.get(
          "the route of " + topic,
          PATIENCE,
          () ->
              Optional.of(Route.of(nameServer, topic)).filter(route -> !route.queues().isEmpty()));
    }
    operator.shutdown();
  }

  @AfterAll
  void close() {
    try {
      if (shop != null) {
        shop.close();
        Eventually.get("the end of the client's threads", PATIENCE, ShopTests::noThreadIsLeft);
      }
    } finally {
      stopServers();
    }
  }

  private static Optional<Boolean> noThreadIsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .anyMatch(
                name ->
                    name.startsWith("skua-client-")
                        || name.startsWith("skua-consumes-for-")
                        || name.startsWith("ConsumeMessageThread_"))
        ? Optional.empty()
        : Optional.of(true);
  }

  // --- whose classes these are

  @Test
  void the_client_is_the_drop_in_jar_and_no_jar_of_apaches_client_is_there() throws IOException {
    assertThat(
            DefaultMQProducer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .matches(".*/skua-dropin-[^/]*\\.jar");
    List<String> withRocketmq = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar") && hasRocketmq(entry)) {
        withRocketmq.add(Path.of(entry).getFileName().toString().replaceFirst("-\\d.*", ""));
      }
    }
    assertThat(withRocketmq).containsExactlyInAnyOrder("skua-dropin", "rocketmq-spring-boot");
  }

  private static boolean hasRocketmq(String jar) throws IOException {
    if (!Files.exists(Path.of(jar))) {
      return false;
    }
    try (JarFile file = new JarFile(jar)) {
      return file.stream().anyMatch(entry -> entry.getName().startsWith("org/apache/rocketmq/"));
    }
  }

  @Test
  void the_logger_that_the_starter_imports_is_one_of_the_applications() {
    assertThat(LoggerFactory.getLogger(Order.class).getName()).isEqualTo("shop.Order");
    assertThat(LoggerFactory.getLogger(Order.class).isInfoEnabled()).isFalse();
  }

  // --- sends, concurrent listener

  @Test
  void a_synchronous_send_arrives_as_an_object() {
    Order order = order("synchronous");
    SendResult result = template.syncSend("orders:placed", order);
    assertThat(result.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    assertThat(billed("synchronous")).isEqualTo(order);
  }

  @Test
  void spring_sends_by_its_own_interface_too() {
    template.convertAndSend("orders:placed", order("converted"));
    assertThat(billed("converted")).isNotNull();
  }

  @Test
  void an_asynchronous_send_calls_back_and_arrives() throws Exception {
    Callback callback = new Callback();
    template.asyncSend("orders:placed", order("asynchronous"), callback);
    assertThat(callback.result().getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    assertThat(billed("asynchronous")).isNotNull();
  }

  @Test
  void a_one_way_send_arrives() {
    template.sendOneWay("orders:changed", order("one-way"));
    assertThat(billed("one-way")).isNotNull();
  }

  @Test
  void a_batch_arrives() throws Exception {
    template.syncSend("orders:placed", List.of(message("batch-1"), message("batch-2")));
    Callback callback = new Callback();
    template.asyncSend("orders:placed", List.of(message("batch-3"), message("batch-4")), callback);
    assertThat(callback.result().getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    IntStream.rangeClosed(1, 4).forEach(i -> assertThat(billed("batch-" + i)).isNotNull());
  }

  @Test
  void a_tag_that_nobody_asks_for_stays_away() {
    template.syncSendOrderly("orders:dropped", order("dropped"), "one queue");
    template.syncSendOrderly("orders:placed", order("after-dropped"), "one queue");
    assertThat(billed("after-dropped")).isNotNull();
    assertThat(inbox.of(Billing.class, Order.class))
        .noneMatch(order -> order.number().equals("dropped"));
  }

  @Test
  void the_second_template_signs_and_sends() {
    shop.getBean(SignedTemplate.class).syncSend("orders:placed", order("signed"));
    assertThat(billed("signed")).isNotNull();
  }

  @Test
  void what_a_listener_fails_on_comes_again() {
    template.syncSend("shipments", "fragile");
    MessageExt second =
        await(Shipping.class, MessageExt.class, shipment -> shipment.getReconsumeTimes() == 1);
    assertThat(text(second)).isEqualTo("fragile");
  }

  // --- order

  @Test
  void ordered_sends_arrive_in_their_order() throws Exception {
    int steps = 20;
    List<String> parcels = List.of("small", "medium", "large");
    for (int step = 0; step < steps; step++) {
      for (String parcel : parcels) {
        template.syncSendOrderly("parcels", parcelStep(parcel, step), parcel);
      }
    }
    Callback callback = new Callback();
    for (String parcel : parcels) {
      template.syncSendOrderly(
          "parcels", List.of(parcelStep(parcel, steps), parcelStep(parcel, steps + 1)), parcel);
      template.sendOneWayOrderly("parcels", parcelStep(parcel, steps + 2), parcel);
    }
    template.asyncSendOrderly("parcels", "end", "small", callback);
    assertThat(callback.result().getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    for (String parcel : parcels) {
      String last = parcel + "-" + (steps + 2);
      await(Parcels.class, MessageExt.class, step -> text(step).equals(last));
      List<MessageExt> arrived =
          inbox.of(Parcels.class, MessageExt.class).stream()
              .filter(step -> step.getKeys() != null && step.getKeys().equals(parcel))
              .toList();
      assertThat(arrived)
          .extracting(ShopTests::text)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(0, steps + 2).mapToObj(step -> parcel + "-" + step).toList());
      assertThat(arrived)
          .extracting(MessageExt::getQueueId)
          .containsOnly(arrived.get(0).getQueueId());
    }
  }

  private static Message<String> parcelStep(String parcel, int step) {
    return MessageBuilder.withPayload(parcel + "-" + step)
        .setHeader(RocketMQHeaders.KEYS, parcel)
        .build();
  }

  // --- delays

  @Test
  void delayed_sends_arrive_later() {
    template.syncSend("reminders", MessageBuilder.withPayload("by level").build(), MILLIS, 1);
    template.syncSendDelayTimeSeconds("reminders", "by seconds", 3);
    template.syncSendDelayTimeMills("reminders", "by milliseconds", 3000);
    assertThat(delay("by level")).isGreaterThanOrEqualTo(1000);
    // Apache's timers have a precision of a second.
    assertThat(delay("by seconds")).isGreaterThanOrEqualTo(1000);
    assertThat(delay("by milliseconds")).isGreaterThanOrEqualTo(1000);
  }

  // A message that has waited is stored anew when its time has come.
  private long delay(String reminder) {
    MessageExt message =
        await(Reminders.class, MessageExt.class, arrived -> text(arrived).equals(reminder));
    return message.getStoreTimestamp() - message.getBornTimestamp();
  }

  // --- transactions

  @Test
  void transactions_end_as_their_listener_says() {
    pay("rolled back", ROLLBACK);
    pay("unknown", UNKNOWN);
    pay("committed", COMMIT);
    await(Payments.class, String.class, "committed"::equals);
    await(Payments.class, String.class, "unknown"::equals); // After the broker has asked.
    assertThat(inbox.of(PaymentTransactions.class, String.class)).contains("unknown");
    assertThat(inbox.of(Payments.class, String.class)).doesNotContain("rolled back");
  }

  private void pay(String payment, RocketMQLocalTransactionState end) {
    SendResult result =
        template.sendMessageInTransaction(
            "payments", MessageBuilder.withPayload(payment).build(), end);
    assertThat(result.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
  }

  // --- request and reply

  @Test
  void a_request_is_answered() {
    Quote quote = template.sendAndReceive("questions", order("asked"), Quote.class, MILLIS);
    assertThat(quote.number()).isEqualTo("asked");
    assertThat(quote.price()).isEqualByComparingTo("12");
  }

  @Test
  void a_request_with_a_callback_is_answered() throws Exception {
    CompletableFuture<Quote> quote = new CompletableFuture<>();
    template.sendAndReceive(
        "questions",
        order("asked later"),
        // No lambda: the starter reads the type from the class.
        new RocketMQLocalRequestCallback<Quote>() {
          @Override
          public void onSuccess(Quote answer) {
            quote.complete(answer);
          }

          @Override
          public void onException(Throwable failure) {
            quote.completeExceptionally(failure);
          }
        },
        MILLIS);
    assertThat(quote.get(MILLIS, TimeUnit.MILLISECONDS).number()).isEqualTo("asked later");
  }

  // --- what else the starter offers

  @Test
  void the_template_polls() {
    template.syncSend("audits", "polled");
    List<String> polled =
        Eventually.get(
            "what is polled",
            PATIENCE,
            () -> Optional.of(template.receive(String.class)).filter(some -> !some.isEmpty()));
    assertThat(polled).containsExactly("polled");
  }

  @Test
  void producer_and_listener_leave_traces() {
    String id = template.syncSend("orders:placed", order("traced")).getMsgId();
    await(Traces.class, String.class, trace -> trace.contains("Pub") && trace.contains(id));
    await(Traces.class, String.class, trace -> trace.contains("SubAfter") && trace.contains(id));
  }

  // --- helpers

  private static Order order(String number) {
    return new Order(number, BigDecimal.TEN, LocalDate.of(2026, 11, 23));
  }

  private static Message<Order> message(String number) {
    return MessageBuilder.withPayload(order(number)).build();
  }

  private Order billed(String number) {
    return await(Billing.class, Order.class, order -> order.number().equals(number));
  }

  private <T> T await(Class<?> listener, Class<T> type, Predicate<T> which) {
    return Eventually.get(
        "a message of " + listener.getSimpleName(),
        PATIENCE,
        () -> inbox.of(listener, type).stream().filter(which).findFirst());
  }

  private static String text(MessageExt message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  private static final class Callback implements SendCallback {
    private final CompletableFuture<SendResult> end = new CompletableFuture<>();

    @Override
    public void onSuccess(SendResult result) {
      end.complete(result);
    }

    @Override
    public void onException(Throwable failure) {
      end.completeExceptionally(failure);
    }

    SendResult result() throws Exception {
      return end.get(MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
