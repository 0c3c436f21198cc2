/**
 * What a person can look at while a training runs: pictures as the model sees them, similarities.
 */
package dev.counterpoint.app.captioned.watch;
