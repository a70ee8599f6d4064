/** Consumer groups whose members are processes of their own, and end in peace or are killed. */
package interop.group;
