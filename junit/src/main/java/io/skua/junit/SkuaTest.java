package io.skua.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a server: test methods, and those before and after them, may have
 * parameters of type {@link io.skua.embedded.EmbeddedSkua}, and {@link
 * io.skua.client.producer.DefaultMQProducer} or {@link io.skua.client.producer.MQProducer}: one
 * that is started, and the same for everybody in a test.
 *
 * <pre>{@code
 * @SkuaTest
 * class OrdersTest {
 *   @Test
 *   void an_order_is_announced(EmbeddedSkua skua, DefaultMQProducer producer) throws Exception {
 *     new Orders(producer).place("book");
 *     assertThat(skua.messages("OrderPlaced")).hasSize(1);
 *   }
 * }
 * }</pre>
 *
 * <p>Each test has a server of its own unless told otherwise, which costs some milliseconds:
 * nothing of one test is there in the next, and tests may run at the same time. For other settings
 * see {@link SkuaExtension#of}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SkuaExtension.class)
public @interface SkuaTest {
  /** Topics to make; others are made by their first message. */
  String[] topics() default {};

  /** How many queues the topics have that are named here. */
  int queues() default 4;

  /** Whether messages are kept in a temporary directory, and not in memory. */
  boolean onDisk() default false;

  /** How long a server lives: as long as one test, or as all tests of the class. */
  Lifecycle lifecycle() default Lifecycle.PER_METHOD;
}
