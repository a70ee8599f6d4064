package shop;

import java.math.BigDecimal;

/**
 * An answer to an order: what it would cost.
 *
 * @param number the order's
 * @param price with taxes
 */
public record Quote(String number, BigDecimal price) {}
