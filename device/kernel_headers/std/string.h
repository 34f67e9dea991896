// Memory and texts; the functions are in the runtime that every kernel is linked with.
#pragma once

#include <stddef.h>

extern "C" {
void *memcpy(void *__restrict destination, const void *__restrict source, size_t bytes);
void *memmove(void *destination, const void *source, size_t bytes);
void *memset(void *destination, int value, size_t bytes);
int memcmp(const void *left, const void *right, size_t bytes);
size_t strlen(const char *text);
int strcmp(const char *left, const char *right);
}
