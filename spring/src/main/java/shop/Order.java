package shop;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * An order, JSON on its way.
 *
 * @param number what it is known by
 * @param amount what it costs
 * @param day when it was made
 */
public record Order(String number, BigDecimal amount, LocalDate day) {}
