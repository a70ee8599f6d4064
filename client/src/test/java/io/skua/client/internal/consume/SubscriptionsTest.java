package io.skua.client.internal.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.MessageSelector;
import io.skua.wire.body.SubscriptionData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocol B 2.1 and 9.1. */
class SubscriptionsTest {
  private static SubscriptionData of(MessageSelector selector) {
    return Subscriptions.of("T", selector.getExpressionType(), selector.getExpression(), 7);
  }

  @NullSource
  @ValueSource(strings = {"", "*"})
  @ParameterizedTest
  void nothing_and_a_star_mean_all(String expression) {
    SubscriptionData all = of(MessageSelector.byTag(expression));
    assertThat(all.expression()).isEqualTo("*");
    assertThat(all.tags()).isEmpty();
    assertThat(all.codes()).isEmpty();
    assertThat(Subscriptions.wants(all, null)).isTrue();
    assertThat(Subscriptions.wants(all, "any")).isTrue();
  }

  @Test
  void tags_are_cut_at_bars() {
    SubscriptionData two = of(MessageSelector.byTag(" TagA || TagB ||"));
    assertThat(two.expression()).isEqualTo(" TagA || TagB ||");
    assertThat(two.tags()).containsExactly("TagA", "TagB");
    assertThat(two.codes()).containsExactly(2598919, 2598920);
    assertThat(two.version()).isEqualTo(7);
    assertThat(two.expressionType()).isEqualTo("TAG");
    assertThat(two.classFilterMode()).isFalse();
  }

  @Test
  void a_tag_with_the_same_code_is_not_wanted() {
    SubscriptionData one = of(MessageSelector.byTag("Aa"));
    assertThat("BB".hashCode()).isEqualTo("Aa".hashCode());
    assertThat(Subscriptions.wants(one, "Aa")).isTrue();
    assertThat(Subscriptions.wants(one, "BB")).isFalse();
    assertThat(Subscriptions.wants(one, null)).isFalse();
  }

  @Test
  void conditions_are_left_to_the_broker() {
    SubscriptionData sql = of(MessageSelector.bySql("a > 5"));
    assertThat(sql.expression()).isEqualTo("a > 5");
    assertThat(sql.expressionType()).isEqualTo("SQL92");
    assertThat(sql.tags()).isEmpty();
    assertThat(sql.codes()).isEmpty();
    assertThat(Subscriptions.wants(sql, null)).isTrue();
  }

  @Test
  void expressions_that_choose_nothing_are_refused() {
    assertThatThrownBy(() -> of(MessageSelector.byTag(" || ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("' || '")
        .hasMessageContaining("no tag");
    assertThatThrownBy(() -> of(MessageSelector.bySql("")))
        .hasMessageContaining("no SQL92 expression");
  }
}
