/**
 * A shop on Spring Boot and rocketmq-spring-boot-starter, as its users write such applications:
 * each listener shows one way to consume, and keeps what it was given in the {@link shop.Inbox}.
 */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
