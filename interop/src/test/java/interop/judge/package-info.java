/** Pure functions that must agree with Apache's to the last result: both are asked the same. */
package interop.judge;
