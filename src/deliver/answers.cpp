#include "deliver/answers.h"

