/** Steps that are measured, put together as runs do it; what they compute and need. */
package dev.counterpoint.app.bench.step;
