#include "practice/practice.h"
